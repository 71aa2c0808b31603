from portal.marketplace.services.needs import Evidence, need_evidence_add, unmet_need_publish, unmet_need_record

__all__ = ["Evidence", "need_evidence_add", "unmet_need_publish", "unmet_need_record"]
