"""Repayment capacity, restructuring plans and cent-exact schedules for borrowers who can no longer pay as agreed.

    import restructure as rs
    from restructure import policies

    plan = rs.plan(rs.from_json(rs.Application, text), policy=policies.GENERIC)

Names are loaded when first used, so that importing the package is quick and `amortize` alone never loads the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._version import __version__ as __version__
from .basics.door import door

if TYPE_CHECKING:
    from . import (
        agreement as agreement,
        basics as basics,
        capacity as capacity,
        contract as contract,
        display as display,
        law as law,
        loan as loan,
        measures as measures,
        options as options,
        policies as policies,
        policy as policy,
        tracking as tracking,
        waterfall as waterfall,
    )
    from .adapters.wire import *
    from .agreement.agreement import Agreement as Agreement
    from .agreement.draft import *
    from .agreement.life import advance as advance, sign as sign
    from .agreement.parts import Party as Party, Review as Review
    from .applicant.application import *
    from .applicant.household import *
    from .basics.dates import HolidayCalendar as HolidayCalendar
    from .basics.errors import *
    from .basics.money import Currency as Currency
    from .basics.provenance import (
        Check as Check,
        Dated as Dated,
        Reason as Reason,
        Source as Source,
        Wording as Wording,
    )
    from .basics.rates import *
    from .capacity._affordable_terms import affordable_terms as affordable_terms
    from .capacity._what_if import what_if as what_if
    from .capacity.assessment import Capacity as Capacity, assess_capacity as assess_capacity
    from .contract.components import Conservation as Conservation
    from .contract.events import Event as Event, Servicing as Servicing
    from .contract.phases import Change as Change, Phase as Phase
    from .contract.position import *
    from .contract.terms import *
    from .contract.treatment import *
    from .display._render import *
    from .display.explanation._explain import *
    from .display.explanation.explained import Explanation as Explanation
    from .loan.history import *
    from .loan.installment import Installment as Installment
    from .loan.schedule import *
    from .loan.standing import *
    from .loan.treatment import reschedule as reschedule
    from .options._plan import *
    from .options.option import Option as Option
    from .options.option_set import OptionSet as OptionSet, Plan as Plan
    from .options.propose import *
    from .policy.policy import *
    from .tracking._reassess import *
    from .tracking._statement import statement as statement
    from .tracking._track import *
    from .tracking.payoff import payoff_quote as payoff_quote
    from .tracking.tracked import Tracked as Tracked
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "adapters.wire": "from_json json_schema to_json",
            "agreement": "advance Agreement draft_agreement Party Review sign",
            "applicant.application": "Application CreditRecord Debt Hardship MortgageRecord",
            "applicant.household": "Expense Household Income",
            "basics.dates": "HolidayCalendar",
            "basics.errors": (
                "EventError Fault InvalidInputError InvalidTermsError NoSolutionError NotApplicableError "
                "PolicyNotInForceError RestructureError"
            ),
            "basics.money": "Currency",
            "basics.provenance": "Check Dated Reason Source Wording",
            "basics.rates": "basis_points per_day percent Rate",
            "capacity": "affordable_terms assess_capacity Capacity what_if",
            "contract.components": "Conservation",
            "contract.events": "Event Servicing",
            "contract.phases": "Change Phase",
            "contract.position": "Position",
            "contract.terms": "Conventions LoanTerms",
            "contract.treatment": "Treatment",
            "display": "explain Explanation render",
            "loan.history": "amended replay",
            "loan.installment": "Installment",
            "loan.schedule": "amortize fit_term Schedule",
            "loan.standing": "schedule_on ScheduleOn",
            "loan.treatment": "reschedule",
            "options": "Option OptionSet Plan plan propose_options",
            "policy": "Policy",
            "tracking": "payoff_quote reassess Reassessment statement track Tracked",
        },
        rooms="agreement basics capacity contract display law loan measures options policies policy tracking waterfall",
    )
