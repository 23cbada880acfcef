lparse --only message,format
