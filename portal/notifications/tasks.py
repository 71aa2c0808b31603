from django_tasks import task

from portal.notifications.services import outbox_send


@task()
def outbox_send_task(pk: int) -> bool:
    """Send one message of the outbox."""
    return outbox_send(pk)
