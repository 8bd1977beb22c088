"""Learning from transfers: where officials send people is where their words should have led.

Each transfer moves the weights of the sentence's features a little away from the service that was
found and towards the right one (a perceptron's step; Rosenblatt 1958). One mistaken transfer turns
nothing, some alike do.
"""

from django.db import transaction

from counselling.domain.routing_model import Model, load_model, values_of
from counselling.domain.routing_text import read
from counselling.models import RoutingCorrection

# How far one transfer moves the margin between two services for the very same sentence; margins
# between neighbouring services are about 0.2 to 0.4.
STEP = 0.06
# However often they are transferred, words keep some of what the vocabulary says.
WEIGHT_AT_MOST = 1.5

Values = dict[str, float]


def learn(text: str, *, found: str, right: str) -> int:
    """Let a sentence that led to the service code `found` lead nearer to `right`.

    Returns how many features learned; none when the words are unknown, or a service came after
    the training.
    """
    model = load_model()
    values = values_of(read(text).features, model.rarity)
    if found == right or not {found, right} <= set(model.services):
        return 0
    with transaction.atomic():
        # Sorted, so that two transfers at once lock in the same order.
        for feature in sorted(values):
            _move(feature, right, STEP * values[feature])
            _move(feature, found, -STEP * values[feature])
    return len(values)


def corrected(sums: list[float], values: Values, model: Model) -> list[float]:
    """Add to the margin of each service what transfers taught about these features; one query."""
    rows = RoutingCorrection.objects.filter(feature__in=list(values))
    numbers = {code: number for number, code in enumerate(model.services)}
    better = list(sums)
    for feature, code, weight in rows.values_list("feature", "service_code", "weight"):
        if code in numbers:
            better[numbers[code]] += values[feature] * weight
    return better


def _move(feature: str, service_code: str, step: float) -> None:
    row, _is_new = RoutingCorrection.objects.select_for_update().get_or_create(
        feature=feature[:80], service_code=service_code
    )
    weight = max(-WEIGHT_AT_MOST, min(WEIGHT_AT_MOST, row.weight + step))
    RoutingCorrection.objects.filter(pk=row.pk).update(weight=weight)
