lparse --now yesterday
