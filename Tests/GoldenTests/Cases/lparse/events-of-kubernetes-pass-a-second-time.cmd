lparse | lparse | lparse --only kind,service
