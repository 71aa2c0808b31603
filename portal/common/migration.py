"""What makes `migrate` quick: after each operation Django rebuilds every model that is related to the changed one."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateTogether(Operation):
    """Makes the tables of several new models with the models built once, not once for each.

    It takes what `makemigrations` writes: CreateModel, and what is added to these models afterwards (fields,
    constraints, indexes). Whatever concerns another model belongs outside.
    """

    category = OperationCategory.ADDITION

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)
        made = {operation.name_lower for operation in self._models()}
        for operation in self.operations:
            name = str(getattr(operation, "model_name", None) or getattr(operation, "name", ""))
            if name.lower() not in made:
                raise ValueError(f"{operation.describe()}: it does not concern a model that is made here")

    def _models(self) -> Iterator[CreateModel]:
        return (operation for operation in self.operations if isinstance(operation, CreateModel))

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # while the models are not built no change builds them again
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for model in self._models():  # as it is at the end, so that nothing is left to be added
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for model in reversed(list(self._models())):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create models {', '.join(model.name for model in self._models())}"

    @property
    def migration_name_fragment(self) -> str:
        return "_".join(model.name_lower for model in self._models())
