TZDIR=/nowhere lparse --tz Europe/Berlin
