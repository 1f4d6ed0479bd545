"""Tables of intake, one module a matter."""

from caunoi.intake.models.campaigns import Campaign, CampaignShare
from caunoi.intake.models.duplicates import Merge, MergeStep, Pair
from caunoi.intake.models.files import ColumnMemory, Upload, UploadContent, UploadRow
from caunoi.intake.models.households import HouseholdEntry
from caunoi.intake.models.population import ChangesRead, Check, CheckAnswer, Ruling

__all__ = [
    "Campaign",
    "CampaignShare",
    "ChangesRead",
    "Check",
    "CheckAnswer",
    "ColumnMemory",
    "HouseholdEntry",
    "Merge",
    "MergeStep",
    "Pair",
    "Ruling",
    "Upload",
    "UploadContent",
    "UploadRow",
]
