"""What lets the Elasticsearch client speak with OpenSearch: plain media types out, the product's name in."""

from typing import Any

from elastic_transport import HttpHeaders, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT

_PLAIN = {
    "application/vnd.elasticsearch+json; compatible-with=8": "application/json",
    "application/vnd.elasticsearch+x-ndjson; compatible-with=8": "application/x-ndjson",
}


class OpenSearchNode(Urllib3HttpNode):
    """Version 8 of the client refuses whatever does not call itself Elasticsearch."""

    def perform_request(
        self, method: str, target: str, body: Any = None, headers: Any = None, request_timeout: Any = DEFAULT
    ) -> Any:
        """The request with media types that OpenSearch knows; the answer with the header that the client looks for."""
        plain = HttpHeaders(headers or {})
        for name in ("accept", "content-type"):
            value = plain.get(name, "")
            plain[name] = ",".join(_PLAIN.get(each.strip(), each.strip()) for each in value.split(",")) if value else ""
        plain = HttpHeaders({name: value for name, value in plain.items() if value})
        answer = super().perform_request(method, target, body=body, headers=plain, request_timeout=request_timeout)
        headers_in = HttpHeaders({**answer.meta.headers, "x-elastic-product": "Elasticsearch"})
        answer.meta.headers = headers_in
        return answer
