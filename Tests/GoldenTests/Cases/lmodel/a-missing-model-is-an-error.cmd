lmodel show missing.json
