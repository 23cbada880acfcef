lparse -F -
