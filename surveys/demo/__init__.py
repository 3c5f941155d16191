"""The demonstration's surveys: printed years, a closed quarter, and a running one with answers of people who never were."""
