from django_tasks import task

from search.services import catch_up


@task()
def catch_up_task() -> None:
    """Make findable what was noted."""
    catch_up()
