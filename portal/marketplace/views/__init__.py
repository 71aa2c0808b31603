from portal.marketplace.views.needs import (
    need_detail_view,
    need_evidence_add_view,
    need_list_view,
    need_record_view,
)

__all__ = ["need_detail_view", "need_evidence_add_view", "need_list_view", "need_record_view"]
