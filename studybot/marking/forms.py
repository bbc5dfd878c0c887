"""What a part may ask of the form of an answer that is right in value: `accept: {form: factored}`.

Each form is a test on the tree as it was typed. Nothing is simplified, so that a test takes microseconds; where a tree
leaves it open whether the form is met, the student is believed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary, UnitFactor, names_in, walk


@dataclass(frozen=True, slots=True)
class Form:
    """`asked` completes "give the answer ...", `complaint` is a clause by itself.

    `met` tells of an answer and a reference, each without its unit, whether the answer has the form.
    """

    asked: str
    complaint: str
    met: Callable[[Node, Node], bool]


def form_asked(form: str) -> str:
    """How a prompt asks for a form, after "give the answer": "as a multiple of π". `form` is a key of `FORMS`."""
    return FORMS[form].asked


def form_complaint(form: str, answer: Node, reference: Node) -> str | None:
    """What is wrong with the form of an answer, in a clause that does not tell the answer; None where nothing is.

    `form` is a key of `FORMS`, `reference` the last of the forms in which the author wrote the right answer. Vectors
    and matrices are compared entry by entry.
    """
    answer, reference = _without_unit(answer), _without_unit(reference)
    if isinstance(answer, Listing) and isinstance(reference, Listing) and len(answer.items) == len(reference.items):
        pairs = zip(answer.items, reference.items, strict=True)
        return next((found for pair in pairs if (found := form_complaint(form, *pair))), None)
    return None if FORMS[form].met(answer, reference) else FORMS[form].complaint


def _without_unit(node: Node) -> Node:
    match node:
        case Binary("*" | "/", number, UnitFactor()):
            return _without_unit(number)
    return node


def _varies(node: Node) -> bool:
    """Whether a name stands in it that is not a constant."""
    if isinstance(node, Name):
        return node.name not in CONSTANTS
    return not isinstance(node, Number) and any(name not in CONSTANTS for name in names_in(node))


def _whole(node: Node) -> int | None:
    """The value of a whole number that is written in digits."""
    match node:
        case Number(text=text) if text.isdigit():
            return int(text)
        case Unary("-", Number(text=text)) if text.isdigit():
            return -int(text)
    return None


# -- factored


def _is_factored(answer: Node, reference: Node) -> bool:
    return _factors(answer) >= _factors(reference)


def _factors(tree: Node) -> int:
    """How many factors with names in them a product or a quotient has.

    A whole power counts its base so many times, and what stands above and below the line cancels: `x*(x^2 - 4)/x` has
    one. A base with any other exponent counts once: `x*x^a` and `x^(1 + a)` are as factored as each other.
    """
    counted: Counter[Node] = Counter()
    once: set[Node] = set()
    stack: list[tuple[Node, int | None]] = [(tree, 1)]
    while stack:
        node, times = stack.pop()
        match node:
            case Unary("-" | "%", operand):
                stack.append((operand, times))
            case Binary("*", left, right):
                stack += [(left, times), (right, times)]
            case Binary("/", above, below):
                stack += [(above, times), (below, None if times is None else -times)]
            case Call("sqrt", (operand,)):
                stack.append((operand, None))
            case Call("exp", (exponent,)) if _varies(exponent):
                once.add(Name("e"))
            case Binary("^", base, exponent):
                whole = _whole(exponent)
                stack.append((base, None if times is None or whole is None else times * whole))
                if not _varies(base) and _varies(exponent):
                    once.add(base)
            case _ if not _varies(node):
                continue
            case _ if times is None:
                once.add(node)
            case _:
                counted[node] += times
    return sum(abs(times) for node, times in counted.items() if node not in once) + len(once)


# -- expanded


def _is_expanded(answer: Node, reference: Node) -> bool:
    return _unopened(answer) <= _unopened(reference)


def _unopened(tree: Node) -> int:
    """How many brackets around sums of names could be multiplied out: in a product, under a minus, in a whole power.

    `(N^2 - N)/2` has none: a sum over a number is not a product of anybody's. Divisors, exponents and arguments of
    functions are not looked into.
    """
    found = 0
    stack = [(tree, False)]  # with whether something multiplies it
    while stack:
        node, multiplied = stack.pop()
        match node:
            case Binary("+" | "-" as op, left, right):
                found += multiplied and _varies(node)
                stack += [(left, False), (right, op == "-")]
            case Unary("-", operand):
                stack.append((operand, True))
            case Binary("*", left, right):
                stack += [(left, True), (right, True)]
            case Binary("/", above, below):
                stack.append((above, multiplied or _varies(below)))
            case Binary("^", base, exponent) if (_whole(exponent) or 0) > 1:
                stack.append((base, True))
    return found


# -- fractions


def _is_fraction(answer: Node, _reference: Node) -> bool:
    if any(isinstance(part, Listing | Name) for part in walk(answer)):
        return all(_is_exact(part) for part in walk(answer))
    return _is_ratio(answer) or _is_mixed(answer)


def _is_exact(part: Node) -> bool:
    """Whether a part of a formula in names is neither a decimal number nor a fraction that could be reduced."""
    match part:
        case Number(text=text):
            return text.isdigit()
        case Unary("%"):
            return False
        case Binary("/", above, below) if _power(above) is not None and _power(below) is not None:
            return _is_ratio(part)
    return True


def _is_ratio(node: Node) -> bool:
    """A whole number, or two of them in lowest terms."""
    match node:
        case Unary("-", operand):
            return _is_ratio(operand)
        case Binary("/", above, below):
            first, second = _power(above), _power(below)
            return first is not None and second is not None and math.gcd(first, second) == 1
    return _whole(node) is not None


def _is_mixed(node: Node) -> bool:
    """`1 + 1/2`, `-1 - 1/2` or `-(1 + 1/2)`."""
    match node:
        case Unary("-", operand):
            return _is_mixed(operand)
        case Binary("+" | "-", whole, Binary("/") as part):
            return _whole(whole) is not None and _is_ratio(part)
    return False


# Nobody writes a fraction with more digits than this; 10^(10^9) must not be worked out.
_MOST_BITS = 1000


def _power(node: Node) -> int | None:
    """A whole number, in digits or as a power of one: the 10^6 of `3/10^6`."""
    match node:
        case Unary("-", operand):
            inner = _power(operand)
            return None if inner is None else -inner
        case Binary("^", base, exponent):
            below, above = _whole(base), _whole(exponent)
            if below is None or above is None or above < 0 or below.bit_length() * above > _MOST_BITS:
                return None
            return int(below**above)
    return _whole(node)


# -- multiples of pi


def _is_multiple_of_pi(answer: Node, reference: Node) -> bool:
    if _whole(answer) == 0:
        return True
    # The reference may be π²/6, or a formula in which an earlier result stands for its π.
    return _degree(answer) == (_degree(reference) or 1)


def _degree(node: Node) -> float | None:
    """The power of pi in a product, or in each term of a sum; None where there is no one such power."""
    match node:
        case Name(name):
            return 1.0 if name == "pi" else 0.0
        case Number():
            return 0.0
        case Unary("-" | "%", operand):
            return _degree(operand)
        case Call("sqrt", (operand,)):
            degree = _degree(operand)
            return None if degree is None else degree / 2
        case Binary("*" | "/" | "+" | "-" as op, left, right):
            first, second = _degree(left), _degree(right)
            if first is None or second is None:
                return None
            if op in ("*", "/"):
                return first + second if op == "*" else first - second
            return first if first == second else None
        case Binary("^", base, exponent) if (whole := _whole(exponent)) is not None:
            degree = _degree(base)
            return None if degree is None else degree * whole
    return None if "pi" in names_in(node) else 0.0


FORMS: Mapping[str, Form] = {
    "factored": Form("factored", "the answer is to be factored", _is_factored),
    "expanded": Form("multiplied out", "the answer is to be multiplied out", _is_expanded),
    "fraction": Form("as a fraction in lowest terms", "the answer is to be a fraction in lowest terms", _is_fraction),
    "pi": Form("as a multiple of π", "the answer is to be a multiple of π", _is_multiple_of_pi),
}
