lparse --tz Europe/Berlin --only timestamp,message
