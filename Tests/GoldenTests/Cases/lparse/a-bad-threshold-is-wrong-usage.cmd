lparse --threshold memory=1
