"""Who may do what with claims, decisions and benefits."""

from caunoi.unemployment.permissions.claims import (
    can_approve,
    can_ask_for_benefit,
    can_handle_claims,
    can_see_claims,
)

__all__ = ["can_approve", "can_ask_for_benefit", "can_handle_claims", "can_see_claims"]
