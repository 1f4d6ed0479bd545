-- Random histories inside the database: what a program, or somebody with its password, may try.
-- Each deed is tried alone; what the database refuses leaves nothing. `told` is what social
-- insurance was told to pay, written down at each signature and never changed afterwards.

CREATE TEMP TABLE told (list_id bigint, month_id bigint, person_id bigint, day date) ON COMMIT DROP;
CREATE TEMP TABLE tally (deed text, refused boolean) ON COMMIT DROP;

CREATE TEMP SEQUENCE numbers;

CREATE FUNCTION pg_temp.some(most int) RETURNS int LANGUAGE sql VOLATILE AS
  $$ SELECT floor(random() * most)::int $$;

-- Somebody new, in everything but the keys like a person that is there.
CREATE FUNCTION pg_temp.somebody(like_whom bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  new bigint;
BEGIN
  INSERT INTO people_person SELECT (jsonb_populate_record(p, jsonb_build_object('id',
    nextval(pg_get_serial_sequence('people_person', 'id')), 'public_id', gen_random_uuid(),
    'identity_digest', NULL, 'account_id', NULL))).* FROM people_person p WHERE id = like_whom
  RETURNING id INTO new;
  RETURN new;
END $$;

CREATE FUNCTION pg_temp.open_benefit(whose bigint, clerk bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date '2026-03-01' + pg_temp.some(60);
  many int := 3 + pg_temp.some(3);
  new bigint;
BEGIN
  INSERT INTO unemployment_benefit (public_id, outside_number, outside_province, scheme, old_law,
    unemployed_from, total_months, months_granted, reserve_at_start, amount, starts_on, ends_on,
    account_holder, bank, cash_place, clinic, state, end_cause, opened_at, made, opened_by_id,
    person_id)
  VALUES (gen_random_uuid(), '1', '01', 'UNEMPLOYMENT', false, first - 45, 36, many, 0, 1000, first,
    first + 30 * many - 1, '', '', '', '', CASE pg_temp.some(2) WHEN 0 THEN 'RUNNING' ELSE 'FINISHED'
    END, '', now(), true, clerk, whose)
  RETURNING id INTO new;
  INSERT INTO unemployment_benefitmonth (public_id, scheme, k, starts_on, ends_on, window_from,
    window_to, window_law, confirmed, notice_state, amount, state, held_why, benefit_id, person_id)
  SELECT gen_random_uuid(), 'UNEMPLOYMENT', n + 1, first + 30 * n, first + 30 * n + 29,
    first + 30 * n, first + 30 * n + 4, '', true, CASE pg_temp.some(4) WHEN 0 THEN 'WAITING' ELSE
    'GIVEN' END, 1000, 'OPEN', '', new, whose FROM generate_series(0, many - 1) n;
END $$;

CREATE FUNCTION pg_temp.list(clerk bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  new bigint;
BEGIN
  INSERT INTO unemployment_paymentlist (public_id, year, number, scheme, until, state, made_at,
    returned_why, made, made_by_id)
  VALUES (gen_random_uuid(), 2026, nextval('numbers'), 'UNEMPLOYMENT', '2026-12-31', 'MADE', now(),
    '', false, clerk) RETURNING id INTO new;
  RETURN new;
END $$;

CREATE FUNCTION pg_temp.clear(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE unemployment_benefitmonth m SET state = 'CLEARED', line_id = l.id
    FROM unemployment_paymentline l WHERE l.month_id = m.id AND l.list_id = which AND l.standing;
END $$;

CREATE FUNCTION pg_temp.line(of bigint, into_list bigint, whose bigint, shift int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unemployment_paymentline (public_id, scheme, starts_on, ends_on, amount, standing,
    name_key, month_id, person_id, list_id)
  SELECT gen_random_uuid(), scheme, starts_on + shift, ends_on + shift, amount, true, '', id,
    COALESCE(whose, person_id), into_list FROM unemployment_benefitmonth WHERE id = of;
END $$;

CREATE FUNCTION pg_temp.sign(which bigint, head bigint, wrong int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE unemployment_paymentlist SET state = 'SIGNED', signed_by_id = head, signed_at = now(),
    payees = wrong + (SELECT COUNT(*) FROM unemployment_paymentline
      WHERE list_id = which AND standing),
    total = (SELECT COALESCE(SUM(amount), 0) FROM unemployment_paymentline
      WHERE list_id = which AND standing)
    WHERE id = which AND state <> 'SIGNED';
  IF FOUND THEN
    INSERT INTO told SELECT which, l.month_id, l.person_id, d::date FROM unemployment_paymentline l,
      generate_series(l.starts_on, l.ends_on, interval '1 day') d
      WHERE l.list_id = which AND l.standing;
  END IF;
END $$;

-- A whole list as the program makes it: every month that may be paid, checked, signed, cleared.
CREATE FUNCTION pg_temp.pay(people bigint[], latest bigint, clerk bigint, head bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  new bigint;
BEGIN
  UPDATE unemployment_paymentlist SET state = 'RETURNED', returned_why = 'x'
    WHERE id = latest AND state IN ('MADE', 'CHECKED') AND NOT EXISTS (
    SELECT 1 FROM unemployment_paymentline l WHERE l.list_id = latest AND l.standing);
  new := pg_temp.list(clerk);
  PERFORM pg_temp.line(id, new, NULL, 0) FROM unemployment_benefitmonth m
    WHERE person_id = ANY (people) AND state = 'OPEN' AND notice_state = 'GIVEN' AND random() < 0.6
    AND NOT EXISTS (SELECT 1 FROM unemployment_paymentline l WHERE l.month_id = m.id AND l.standing);
  UPDATE unemployment_paymentlist SET state = 'CHECKED', checked_by_id = clerk, checked_at = now()
    WHERE id = new;
  PERFORM pg_temp.sign(new, head, 0);
  IF random() < 0.7 THEN
    PERFORM pg_temp.clear(new);
  END IF;
END $$;

CREATE FUNCTION pg_temp.history(steps int, clerk bigint, head bigint, like_whom bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  deeds text[] := ARRAY['open', 'notice', 'list', 'line', 'line', 'check', 'sign', 'clear',
    'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'drop', 'sign wrong', 'sign own', 'replay', 'other line', 'unsign',
    'shift', 'reopen', 'void', 'join', 'join month', 'join line', 'stand', 'delete line',
    'delete month', 'delete list', 'delete both', 'make', 'money'];
  try text;
  people bigint[];
  whose bigint; another bigint; which bigint; month bigint; line bigint;
BEGIN
  people := ARRAY[pg_temp.somebody(like_whom), pg_temp.somebody(like_whom),
    pg_temp.somebody(like_whom)];
  PERFORM pg_temp.open_benefit(people[1], clerk);
  FOR step IN 1..steps LOOP
    try := deeds[1 + pg_temp.some(array_length(deeds, 1))];
    whose := people[1 + pg_temp.some(3)];
    another := people[1 + pg_temp.some(3)];
    SELECT id INTO which FROM unemployment_paymentlist ORDER BY id DESC LIMIT 1;
    SELECT id INTO month FROM unemployment_benefitmonth WHERE person_id = ANY (people)
      ORDER BY random() LIMIT 1;
    SELECT id INTO line FROM unemployment_paymentline WHERE person_id = ANY (people)
      ORDER BY random() LIMIT 1;
    BEGIN
      CASE try
      WHEN 'open' THEN PERFORM pg_temp.open_benefit(whose, clerk);
      WHEN 'notice' THEN
        UPDATE unemployment_benefitmonth SET notice_state = 'GIVEN' WHERE id = month;
      WHEN 'list' THEN PERFORM pg_temp.list(clerk);
      WHEN 'line' THEN PERFORM pg_temp.line(month, which, NULL, 0);
      WHEN 'other line' THEN PERFORM pg_temp.line(month, which, whose, pg_temp.some(3) - 1);
      WHEN 'replay' THEN
        PERFORM pg_temp.line(month_id, which, NULL, 0) FROM unemployment_paymentline
          WHERE list_id <> which AND person_id = ANY (people);
      WHEN 'check' THEN
        UPDATE unemployment_paymentlist SET state = 'CHECKED', checked_by_id = clerk,
          checked_at = now() WHERE id = which;
      WHEN 'sign' THEN PERFORM pg_temp.sign(which, head, 0);
      WHEN 'sign wrong' THEN PERFORM pg_temp.sign(which, head, 1);
      WHEN 'sign own' THEN PERFORM pg_temp.sign(which, clerk, 0);
      WHEN 'clear' THEN PERFORM pg_temp.clear(which);
      WHEN 'pay' THEN PERFORM pg_temp.pay(people, which, clerk, head);
      WHEN 'drop' THEN
        UPDATE unemployment_paymentline SET standing = false WHERE list_id = which;
        UPDATE unemployment_paymentlist SET state = 'RETURNED', returned_why = 'x'
          WHERE id = which;
      WHEN 'unsign' THEN
        UPDATE unemployment_paymentlist SET state = 'MADE', signed_by_id = NULL WHERE id = which;
      WHEN 'shift' THEN
        UPDATE unemployment_benefitmonth SET starts_on = starts_on + 3, ends_on = ends_on + 3
          WHERE id = month;
      WHEN 'reopen' THEN
        UPDATE unemployment_benefitmonth SET state = 'OPEN', line_id = NULL WHERE id = month;
      WHEN 'void' THEN
        UPDATE unemployment_benefitmonth SET state = 'VOID', line_id = NULL WHERE id = month;
      WHEN 'join' THEN
        UPDATE unemployment_benefit SET person_id = another WHERE person_id = whose;
      WHEN 'join month' THEN
        UPDATE unemployment_benefitmonth SET person_id = another WHERE id = month;
      WHEN 'join line' THEN
        UPDATE unemployment_paymentline SET person_id = another WHERE id = line;
      WHEN 'stand' THEN UPDATE unemployment_paymentline SET standing = true WHERE id = line;
      WHEN 'delete line' THEN DELETE FROM unemployment_paymentline WHERE id = line;
      WHEN 'delete month' THEN DELETE FROM unemployment_benefitmonth WHERE id = month;
      WHEN 'delete list' THEN DELETE FROM unemployment_paymentlist WHERE id = which;
      WHEN 'delete both' THEN
        DELETE FROM unemployment_paymentline WHERE list_id = which;
        DELETE FROM unemployment_paymentlist WHERE id = which;
      WHEN 'make' THEN UPDATE unemployment_paymentlist SET made = true WHERE id = which;
      WHEN 'money' THEN
        UPDATE unemployment_paymentline SET amount = amount * 2 WHERE id = line;
      END CASE;
      IF FOUND THEN
        INSERT INTO tally VALUES (try, false);
      END IF;
    EXCEPTION WHEN integrity_constraint_violation THEN
      INSERT INTO tally VALUES (try, true);
    END;
  END LOOP;
  -- The next history begins without a list that waits.
  SELECT id INTO which FROM unemployment_paymentlist ORDER BY id DESC LIMIT 1;
  UPDATE unemployment_paymentline l SET standing = false FROM unemployment_paymentlist p
    WHERE l.list_id = which AND p.id = which AND l.standing AND p.state IN ('MADE', 'CHECKED');
  UPDATE unemployment_paymentlist SET state = 'RETURNED', returned_why = 'x'
    WHERE id = which AND state IN ('MADE', 'CHECKED');
END $$;
