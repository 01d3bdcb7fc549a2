enum UserPoolClientPlaceholder {}
