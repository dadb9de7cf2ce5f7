/** The door of the admin web. */
export const adminSignIn = {
  'admin.signIn': 'Sign in',
  'admin.email': 'E-mail',
  'admin.password': 'Password',
  'admin.error.WRONG_CREDENTIALS': 'E-mail or password is wrong.',
  'admin.todo.WRONG_CREDENTIALS': 'Type both again, or have a new password sent to you.',
} as const;
