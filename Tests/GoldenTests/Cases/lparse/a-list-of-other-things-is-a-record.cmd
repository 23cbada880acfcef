lparse --only kind,fields,format
