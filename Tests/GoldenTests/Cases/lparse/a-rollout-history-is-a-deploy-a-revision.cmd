lparse --stats
