from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule


class DomainAppConfig(AppConfig):
    """An app of the journey: what it registers, vetoes and listens to is wired when the portal starts."""

    # Django counts the imported base as a second candidate of each apps.py and would use neither.
    default = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        """Import `registry` (grants, workflows, protected tables) and the other modules that register something."""
        for name in ("registry", "holdings", "second_step", "seeing", "guards", "subscribers"):
            if self.module is not None and module_has_submodule(self.module, name):
                import_module(f"{self.name}.{name}")


class CommonConfig(AppConfig):
    name = "portal.common"
    label = "common"
