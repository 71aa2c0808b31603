"""Several new models in one operation: the same tables as one by one, and away again."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, connections, migrations, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from portal.common.migration import CreateTogether

KEY = ("id", models.BigAutoField(primary_key=True))
WRITTEN: list[Operation] = [
    migrations.CreateModel("Jar", [KEY, ("pence", models.IntegerField())]),
    migrations.CreateModel("Coin", [KEY, ("jar", models.ForeignKey("common.jar", on_delete=models.PROTECT))]),
    migrations.AddField("jar", "first", models.ForeignKey("common.coin", null=True, on_delete=models.PROTECT)),
    migrations.AddConstraint("jar", models.CheckConstraint(condition=models.Q(pence__gte=0), name="jar_not_negative")),
    migrations.AddIndex("coin", models.Index(fields=["jar", "id"], name="coin_of_jar")),
]


@pytest.fixture
def apart(db: None) -> Iterator[DatabaseWrapper]:
    """An empty database in memory, so that the suite's own keeps its tables."""
    database = DatabaseWrapper({**connection.settings_dict, "NAME": ":memory:", "OPTIONS": {}}, alias="apart")
    connections["apart"] = database
    yield database
    database.close()
    del connections["apart"]


def test_the_tables_are_there_with_all_that_was_added_and_go_again(apart: DatabaseWrapper) -> None:
    operation, before, after = CreateTogether(WRITTEN), ProjectState(), ProjectState()
    operation.state_forwards("common", after)
    with apart.schema_editor() as editor:
        operation.database_forwards("common", editor, before, after)
    assert set(apart.introspection.table_names()) == {"common_jar", "common_coin"}
    with apart.cursor() as cursor:
        assert "coin_of_jar" in apart.introspection.get_constraints(cursor, "common_coin")
        assert {column.name for column in apart.introspection.get_table_description(cursor, "common_jar")} == {
            "id", "pence", "first_id",
        }  # fmt: skip
        cursor.execute("INSERT INTO common_jar (pence) VALUES (0)")
        with pytest.raises(IntegrityError, match="jar_not_negative"):
            cursor.execute("INSERT INTO common_jar (pence) VALUES (-1)")
    with apart.schema_editor() as editor:
        operation.database_backwards("common", editor, after, before)
    assert apart.introspection.table_names() == []


def test_the_models_are_those_of_one_operation_after_the_other() -> None:
    one_by_one, together = ProjectState(), ProjectState()
    for operation in WRITTEN:
        operation.state_forwards("common", one_by_one)
    CreateTogether(WRITTEN).state_forwards("common", together)
    assert together == one_by_one


def test_models_built_before_are_built_again_with_the_new_ones() -> None:
    state = ProjectState()
    migrations.CreateModel("Shelf", [KEY]).state_forwards("common", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Shelf"}
    CreateTogether(WRITTEN).state_forwards("common", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Shelf", "Jar", "Coin"}


def test_what_concerns_another_model_is_refused() -> None:
    stranger = migrations.AddField("shelf", "jar", models.ForeignKey("common.jar", on_delete=models.PROTECT))
    with pytest.raises(ValueError, match="Add field jar to shelf: it does not concern a model that is made here"):
        CreateTogether([*WRITTEN, stranger])


def test_it_says_what_it_makes() -> None:
    operation = CreateTogether(WRITTEN)
    assert operation.describe() == "Create models Jar, Coin"
    assert operation.migration_name_fragment == "jar_coin"
