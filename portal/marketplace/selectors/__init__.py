from portal.marketplace.selectors.needs import commissioners_of, is_insider, need_list

__all__ = ["commissioners_of", "is_insider", "need_list"]
