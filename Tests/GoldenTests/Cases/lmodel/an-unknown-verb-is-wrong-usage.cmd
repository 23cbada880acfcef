lmodel shwo m.json
