lparse --max-line 1Q
