# The seven expressions that most guides give.
s/[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/<EMAIL>/g
s/\b([0-9]{1,3}\.){3}[0-9]{1,3}\b/<IP>/g
s/\b([0-9][ -]?){13,16}\b/<CREDIT_CARD>/g
s/\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b/<SSN>/g
s/(\+?1[ .-]?)?\(?[0-9]{3}\)?[ .-]?[0-9]{3}[ .-]?[0-9]{4}\b/<PHONE>/g
s/eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/<JWT>/g
s/(password|passwd|secret|token)=[^ &]+/\1=<PASSWORD>/g
