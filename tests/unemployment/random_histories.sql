-- Random histories inside the database: what a program, or somebody with its password, may try.
-- Each deed is tried alone; what the database refuses leaves nothing. `told` is what social
-- insurance was told to pay, written down at each signature and never changed afterwards. A history
-- is counted and then rolled back.

-- Rows rolled back stay where they were: an index steps over them, a scan reads them every time.
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL plan_cache_mode = force_generic_plan;

CREATE TEMP TABLE told (list_id bigint, month_id bigint, person_id bigint, day date);
CREATE INDEX ON told (list_id, month_id);

CREATE TEMP SEQUENCE numbers;

CREATE FUNCTION pg_temp.some(most int) RETURNS int LANGUAGE sql VOLATILE AS
  $$ SELECT floor(random() * most)::int $$;

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

-- One history; its deeds in order, those the database refused behind a "-".
CREATE FUNCTION pg_temp.history(steps int, clerk bigint, head bigint, people bigint[])
RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  deeds text[] := ARRAY['open', 'notice', 'list', 'line', 'line', 'check', 'sign', 'clear',
    'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'drop', 'sign wrong', 'sign own', 'replay',
    'other line', 'unsign',
    'shift', 'reopen', 'void', 'unfetched', 'join', 'join month', 'join line', 'stand',
    'delete line', 'delete month', 'delete list', 'delete both', 'make', 'money', 'unguard'];
  did text[] := '{}';
  try text;
  whose bigint; another bigint; which bigint; month bigint; line bigint;
BEGIN
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
      WHEN 'unfetched' THEN
        UPDATE unemployment_benefitmonth SET state = 'UNFETCHED' WHERE id = month;
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
      WHEN 'unguard' THEN
        CASE pg_temp.some(4)
        WHEN 0 THEN SET LOCAL session_replication_role = replica;
        WHEN 1 THEN ALTER TABLE unemployment_paymentline DISABLE TRIGGER ALL;
        WHEN 2 THEN ALTER TABLE unemployment_paymentline
          DROP CONSTRAINT payments_of_a_person_never_overlap;
        ELSE TRUNCATE unemployment_paymentlist CASCADE;
        END CASE;
      END CASE;
      IF FOUND THEN
        did := did || try;
      END IF;
    EXCEPTION WHEN integrity_constraint_violation OR insufficient_privilege THEN
      did := did || ('-' || try);
    END;
  END LOOP;
  RETURN did;
END $$;

-- What was told to be paid, wrongly: a month on two lists; a person (whoever owns the month now)
-- twice for a day; what nobody can find any more; lines that count and overlap.
CREATE FUNCTION pg_temp.paid_twice() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT COUNT(*) FROM (
    SELECT 1 FROM told t JOIN unemployment_benefitmonth m ON m.id = t.month_id
      GROUP BY m.person_id, t.day HAVING COUNT(*) > 1
    UNION ALL SELECT 1 FROM (SELECT DISTINCT list_id, month_id FROM told) t
      GROUP BY month_id HAVING COUNT(*) > 1
    UNION ALL SELECT 1 FROM (SELECT DISTINCT list_id, month_id FROM told) t WHERE NOT EXISTS (
      SELECT 1 FROM unemployment_paymentline l JOIN unemployment_paymentlist p ON p.id = l.list_id
      WHERE l.list_id = t.list_id AND l.month_id = t.month_id AND l.standing
      AND p.state IN ('SIGNED', 'SENT'))
    UNION ALL SELECT 1 FROM unemployment_paymentline l,
      generate_series(l.starts_on, l.ends_on, interval '1 day') d
      WHERE l.standing GROUP BY l.person_id, d HAVING COUNT(*) > 1) wrong);
END $$;

-- Histories by their seeds: what was paid twice in each, and what was done in it.
CREATE FUNCTION pg_temp.histories(from_seed int, many int, steps int, clerk bigint, head bigint,
  people bigint[]) RETURNS TABLE (seed int, twice bigint, did text[]) LANGUAGE plpgsql AS $$
BEGIN
  FOR n IN from_seed..from_seed + many - 1 LOOP
    seed := n;
    PERFORM setseed(n / 1000003.0);
    BEGIN
      did := pg_temp.history(steps, clerk, head, people);
      twice := pg_temp.paid_twice();
      RAISE SQLSTATE 'CN001'; -- counted: nothing of it is kept but these two answers
    EXCEPTION WHEN SQLSTATE 'CN001' THEN
      RETURN NEXT;
    END;
  END LOOP;
END $$;
