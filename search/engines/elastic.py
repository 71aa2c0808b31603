"""Elasticsearch or OpenSearch as the engine, when SEARCH_URL names one. Only what both have is used."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import cache as memory
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.dsl import A, Q, Search
from elasticsearch.helpers import streaming_bulk

from portal.marketplace.places import miles_between
from search.engines.base import FACETS, MEANT, MOST_VALUES, SAME, WEIGHTS, Answer, EngineAway, Hit, Question, with_dots
from search.engines.node import OpenSearchNode
from search.enums import Order
from search.text import CLOSE, OPEN
from search.understanding import Term

logger = logging.getLogger("portal.search")

SECONDS = 4
"""How long a page waits for an answer."""
BULK_SECONDS = 60
REST_SECONDS = 10
"""After a failure the engine is left alone for so long, so that not each page waits."""
HALF_AS_GOOD = "10mi"
FORMS = 0.85
_AWAY = "search:away"
_FIELDS = [f"{name}^{weight:g}" for name, weight in WEIGHTS.items()]


@cache
def client(url: str) -> Elasticsearch:
    """One for the process."""
    scheme, _plus, address = url.partition("+")
    own = {"node_class": OpenSearchNode} if scheme == "opensearch" else {}
    return Elasticsearch(address, request_timeout=SECONDS, max_retries=0, retry_on_timeout=False, **own)  # type: ignore[arg-type]


def is_resting() -> bool:
    """Whether it failed a moment ago."""
    return memory.get(_AWAY) is not None


@contextmanager
def answering() -> Iterator[None]:
    """Whatever goes wrong with the engine is EngineAway, and for a moment it is not asked again."""
    try:
        yield
    except NotFoundError as error:
        raise EngineAway("It has no index yet: run search_reindex.") from error
    except (TransportError, ApiError) as error:
        memory.set(_AWAY, True, REST_SECONDS)
        logger.warning("The search engine does not answer: %s", type(error).__name__)
        raise EngineAway(str(error)[:200]) from error


def settings_of_index() -> dict[str, Any]:
    """How texts are taken apart; `standard` is what an engine without language analysis has."""
    if settings.SEARCH_ANALYSIS == "standard":
        return {"number_of_shards": 1}
    stemmed = ["lowercase", "asciifolding", "possessive", "stemmed"]
    return {
        "number_of_shards": 1,
        "analysis": {
            "filter": {
                "possessive": {"type": "stemmer", "language": "possessive_english"},
                "stemmed": {"type": "stemmer", "language": "english"},
            },
            "analyzer": {
                "words": {"tokenizer": "standard", "filter": stemmed},
                "plain": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding"]},
            },
        },
    }


def mapping() -> dict[str, Any]:
    """The columns of an entry; nothing that is not named here is kept."""
    is_standard = settings.SEARCH_ANALYSIS == "standard"
    words = {"type": "text", "analyzer": "standard" if is_standard else "words"}
    start: dict[str, Any] = {"type": "text", "analyzer": "standard" if is_standard else "plain", "index_prefixes": {}}
    keyword = {"type": "keyword"}
    return {
        "dynamic": "strict",
        "properties": {
            **{name: dict(words) for name in ("byline", "text")},
            **{name: {**words, "fields": {"start": start}} for name in ("title", "tags")},
            "ref": {"type": "text", "analyzer": "standard"},
            **dict.fromkeys(("id", "source", "key", "audience", *FACETS), keyword),
            "places": {"type": "geo_point"},
            **{name: {"type": "date"} for name in ("fresh_on", "open_until", "shown_until")},
            "weight": {"type": "short"},
        },
    }


class ElasticEngine:
    """Finds through the alias; indexes are made and filled by name."""

    name = "engine"

    def __init__(self, url: str, alias: str) -> None:
        self.client = client(url)
        self.alias = alias

    # -- Asking ------------------------------------------------------------------------------------------------------

    def find(self, question: Question) -> Answer:
        """A page of results."""
        with answering():
            answer: Any = self._search(question).execute()
        counts = {}
        for name in FACETS:
            buckets = answer.aggregations[name].values.buckets
            counts[name] = {bucket.key: bucket.doc_count for bucket in buckets}
        hits = [self._hit(hit, question) for hit in answer.to_dict()["hits"]["hits"]]
        return Answer(hits, answer.hits.total.value, counts, answer.aggregations["open"].doc_count)

    def suggest(self, typed: list[str], question: Question) -> list[tuple[str, str]]:
        """Whole words, and the beginning of the last one, in title or topics."""
        if not typed:
            return []
        starts = Q(
            "multi_match",
            query=" ".join(typed),
            type="bool_prefix",
            operator="and",
            fields=["title.start^3", "tags.start"],
        )
        search = self._base(question).query("bool", must=[starts], filter=self._allowed(question))
        with answering():
            answer: Any = search[: question.limit].execute()
        return [(hit["_source"]["source"], hit["_source"]["key"]) for hit in answer.hits.hits]

    def about(self) -> str:
        """Name and version, as its own node says."""
        with answering():
            nodes = self.client.nodes.info(node_id="_local", metric="_all", filter_path="nodes.*.version")
        version = next(iter(nodes["nodes"].values()))["version"]
        name = "OpenSearch" if settings.SEARCH_URL.startswith("opensearch") else "Elasticsearch"
        return f"{name} {version}"

    # -- Queries -----------------------------------------------------------------------------------------------------

    def _base(self, question: Question) -> Search[Any]:
        return Search(using=self.client, index=self.alias).source(["source", "key", "places"])

    def _allowed(self, question: Question) -> list[Any]:
        """What this asker may find now."""
        shown = Q("range", shown_until={"gt": question.at}) | ~Q("exists", field="shown_until")
        return [Q("terms", audience=list(question.tokens)), shown]

    def _search(self, question: Question) -> Search[Any]:
        within = self._allowed(question)
        near = question.near
        if near and near.miles is not None:
            point = {"lat": near.latitude, "lon": near.longitude}
            within.append(Q("geo_distance", distance=f"{near.miles}mi", places=point))
        asked = [self._term(term) for term in question.terms]
        words = Q("bool", should=asked, minimum_should_match=question.need, filter=within) if asked else None
        query = words or Q("bool", must=[Q("match_all")], filter=within)
        search = self._base(question).query(self._scored(query, question))
        search = search.extra(track_total_hits=True)[question.offset : question.offset + question.limit]
        search = search.post_filter("bool", filter=self._filters(question))
        for name in FACETS:
            counted = A("filter", filter=Q("bool", filter=self._filters(question, without=name)))
            counted.bucket("values", "terms", field=name, size=MOST_VALUES)
            search.aggs.bucket(name, counted)
        still = [*self._filters(question, without="open"), Q("range", open_until={"gt": question.at})]
        search.aggs.bucket("open", "filter", filter=Q("bool", filter=still))
        search = search.sort(*self._order(question))
        if question.terms:
            search = search.highlight_options(pre_tags=[OPEN], post_tags=[CLOSE], require_field_match=False)
            search = search.highlight("title", "tags", "byline", "ref", number_of_fragments=0)
            search = search.highlight("text", number_of_fragments=1, fragment_size=220)
        return search

    def _term(self, term: Term) -> Any:
        """Of a term its best way."""
        whole = term.typed
        ways = [Q("multi_match", query=whole, fields=_FIELDS, type="phrase" if len(term.said) > 1 else "best_fields")]
        if len(term.said) > 1 and not term.is_exact:
            ways.append(Q("multi_match", query=whole, fields=_FIELDS, type="most_fields", operator="and", boost=0.6))
        if settings.SEARCH_ANALYSIS == "standard":
            ways += [Q("multi_match", query=form, fields=_FIELDS, boost=FORMS) for form in term.forms]
        ways += [Q("multi_match", query=word, fields=_FIELDS, boost=MEANT) for word in term.meant]
        ways += [
            Q("multi_match", query=" ".join(phrase), fields=_FIELDS, type="phrase", boost=SAME) for phrase in term.same
        ]
        return Q("dis_max", queries=ways)

    def _scored(self, query: Any, question: Question) -> Any:
        functions: list[dict[str, Any]] = [{"field_value_factor": {"field": "weight", "factor": 0.01, "missing": 100}}]
        if question.near:
            point = {"lat": question.near.latitude, "lon": question.near.longitude}
            functions.append({"gauss": {"places": {"origin": point, "scale": HALF_AS_GOOD}}})
            functions.append({"filter": ~Q("exists", field="places"), "weight": 0.5})
        return Q("function_score", query=query, functions=functions, score_mode="multiply", boost_mode="multiply")

    def _filters(self, question: Question, without: str = "") -> list[Any]:
        filters = [
            Q("terms", **{name: list(question.chosen[name])})
            for name in FACETS
            if name != without and question.chosen.get(name)
        ]
        if question.is_open and without != "open":
            filters.append(Q("range", open_until={"gt": question.at}))
        return filters

    def _order(self, question: Question) -> list[Any]:
        if question.order == Order.NEAREST and question.near:
            point = {"lat": question.near.latitude, "lon": question.near.longitude}
            return [{"_geo_distance": {"places": point, "unit": "mi", "mode": "min"}}, "_score", "id"]
        if question.order == Order.NEWEST:
            return [{"fresh_on": {"order": "desc", "missing": "_last"}}, "id"]
        return ["_score", "id"]

    def _hit(self, hit: Any, question: Question) -> Hit:
        found = hit["_source"]
        miles = None
        if question.near and found.get("places"):
            here = question.near
            miles = min(
                miles_between(here.latitude, here.longitude, place["lat"], place["lon"]) for place in found["places"]
            )
        marked = {name: parts[0] for name, parts in (hit.get("highlight") or {}).items()}
        if "text" in marked:
            marked["text"] = with_dots(marked["text"])
        return Hit(found["source"], found["key"], hit["_score"] or 0.0, miles, marked)

    # -- Filling -----------------------------------------------------------------------------------------------------

    def create_index(self, name: str) -> None:
        """An empty one, not yet under the alias."""
        with answering():
            self.client.indices.create(index=name, settings=settings_of_index(), mappings=mapping())

    def must_have(self, name: str) -> None:
        """Raises EngineAway when the index is gone: what is sent to a missing one would make it, without a mapping."""
        with answering():
            if not self.client.indices.exists(index=name):
                raise EngineAway(f"The index {name} is gone: run search_reindex.")

    def send(self, actions: Iterable[dict[str, Any]]) -> Iterator[tuple[str, bool, str]]:
        """Of each its id, whether it is as wanted now, and what was wrong; raises EngineAway."""
        patient = self.client.options(request_timeout=BULK_SECONDS)
        with answering():
            for is_done, result in streaming_bulk(patient, actions, chunk_size=500, raise_on_error=False):
                ((act, item),) = result.items()
                is_gone = act == "delete" and item.get("status") == 404
                yield item["_id"], is_done or is_gone, str(item.get("error", ""))[:300]

    def make_live(self, name: str) -> None:
        """Let the alias name this index and no other, in one step."""
        with answering():
            patient = self.client.options(request_timeout=BULK_SECONDS)
            patient.indices.refresh(index=name)
            old = [each for each in patient.indices.get(index=f"{self.alias}-*") if each != name]
            others = [
                {"remove": {"index": each, "alias": self.alias}}
                for each in old
                if patient.indices.exists_alias(index=each, name=self.alias)
            ]
            patient.indices.update_aliases(actions=[*others, {"add": {"index": name, "alias": self.alias}}])

    def live_name(self) -> str:
        """The index that the alias names; empty when there is none."""
        with answering():
            found = self.client.options(ignore_status=404).indices.get_alias(name=self.alias)
        return next((name for name in found if name.startswith(self.alias)), "")

    def drop_index(self, name: str) -> None:
        """Gone, if it was there."""
        with answering():
            self.client.options(ignore_status=404).indices.delete(index=name)

    def refresh(self) -> None:
        """What was sent can be found from now on."""
        with answering():
            self.client.indices.refresh(index=self.alias)

    def count(self, name: str) -> int:
        """Documents of an index."""
        with answering():
            return int(self.client.count(index=name)["count"])
