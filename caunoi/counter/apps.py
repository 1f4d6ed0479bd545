from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.counter"
    label = "counter"

    def ready(self) -> None:
        # Unemployment stands below and may not ask the counter: it is told here whom we saw.
        from caunoi.counter.queries.counselled import counselled_with_a_file
        from caunoi.unemployment.queries import counselled

        counselled.SOURCES.append(counselled_with_a_file)
