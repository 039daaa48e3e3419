"""The OpenAPI document keeps its word: schemathesis sends what it allows and what it forbids."""

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.server.kit import World, limit

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


def test_the_document_has_examples_and_problem_documents(world: World) -> None:
    document = world.client.get("/openapi.json").json()
    put = document["paths"]["/v1/applications/{id}"]["put"]
    assert put["requestBody"]["content"]["application/json"]["example"]["service"] == "ADM-KK-05"
    assert set(put["responses"]) == {"200", "401", "403", "409", "413", "422", "503"}
    assert "application/problem+json" in put["responses"]["409"]["content"]
    assert document["components"]["schemas"]["Problem"]["properties"]["type"]


def test_no_undocumented_answer_and_no_500(world: World) -> None:
    kiosk = world.kiosk()
    limit(world.context.track_rate, 10**6)
    limit(world.context.sessions._wrong, 10**6)
    schema = schemathesis.openapi.from_url(str(world.client.base_url) + "/openapi.json")
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) >= 10
    for operation in operations:

        @settings(
            max_examples=15,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def run(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=kiosk.headers, checks=CHECKS)

        run()
