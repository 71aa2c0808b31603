from portal.marketplace.forms.needs import EvidenceForm, NeedForm

__all__ = ["EvidenceForm", "NeedForm"]
