"""Who applies: the application, its debts and record, income and household."""
