"""Pages of adverts and of the demand of firms."""
