lparse -f app.log
