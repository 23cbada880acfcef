lparse --only a --drop b
