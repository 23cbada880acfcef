lparse --tz Europe/Nowhere
