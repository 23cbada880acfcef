printf "{\"message\":\"retry %d\",\"weight\":%d}\n" 1 5 2 6 3 7 | lcluster --collapse 10s --only message,weight,repeat
