#include "messages/errors.hpp"
#include "messages/tr.hpp"

namespace myatlas::cli {

namespace {

constexpr Message k_messages[] = {
  {"field.required", Status::data, N_("{0} is missing"),
   N_("Give it.")},
  {"profile.unknown", Status::data, N_("\"{0}\" is not a profile: {1} are expected"),
   N_("Give --profile member, --profile provider, or both.")},
  {"title.unknown", Status::data, N_("\"{0}\" is not a title: {1} are expected"),
   N_("Give --title M or --title MME.")},
  {"account.state", Status::bug, N_("\"{0}\" is not a state of an account: {1} are expected"),
   N_("The store was changed by another program.")},
  {"registration.certify", Status::data, N_("The declaration that you may act for the company is missing"),
   N_("Give --certify.")},
  {"registration.terms", Status::data, N_("The terms of use are not accepted"),
   N_("Give --accept-terms.")},
  {"registration.not_member", Status::data, N_("A company is given and the profile member is not"),
   N_("Give --profile member too.")},
  {"registration.not_provider", Status::data, N_("A training provider is given and the profile provider is not"),
   N_("Give --profile provider too.")},
  {"email.confirmation", Status::data, N_("The two addresses differ"),
   N_("Type the same address twice.")},
  {"password.confirmation", Status::data, N_("The two passwords differ"),
   N_("Type the same password twice.")},
  {"member.mismatch", Status::data, N_("Member code {0} and the payroll of {1} do not match what the OPCO knows"),
   N_("Check both on the OPCO's letters; a company created this year declares 0.")},
  {"member.locked", Status::try_again, N_("Member code {0} was tried wrongly five times: it is locked for an hour"),
   N_("Try again in an hour with the right figures.")},
  {"payroll.year", Status::data, N_("\"{0}\" is not a year of pay that can be asked for: {1} or an earlier year is expected"),
   N_("Leave --payroll-year out: it is the year before this one.")},
  {"establishments.choice", Status::data, N_("Which establishments is not said: SIRETs, or all of them, are expected"),
   N_("Give --siret, repeated if need be, or --all-establishments, not both.")},
  {"establishment.unknown", Status::data, N_("Establishment {0} is not in the register"),
   N_("Check the SIRET, or have the register loaded: myatlas import establishments.")},
  {"establishment.other_company", Status::data, N_("Establishment {0} is not of the company of this member code"),
   N_("Give the member code of its own company.")},
  {"establishment.not_managed", Status::not_allowed, N_("Your account does not manage establishment {0}"),
   N_("Attach it first: myatlas add-siret {0}")},
  {"company.unknown", Status::data, N_("\"{0}\" is not a company of your account"),
   N_("See: myatlas list-companies")},
  {"code.refused", Status::data, N_("The code is wrong, was used already, or is void"),
   N_("Ask for a new one: myatlas resend-activation or reset-password.")},
  {"code.expired", Status::data, N_("The code is too old: it lives ten minutes"),
   N_("Ask for a new one: myatlas resend-activation or reset-password.")},
  {"mail.limit", Status::try_again, N_("Five mails were sent to {0} within an hour: no more for an hour"),
   N_("Look in the mailbox, or try again in an hour.")},
  {"mail.undelivered", Status::input_output, N_("The mail to {0} could not be delivered: {1}. It stays in the outbox"),
   N_("Put right what is wrong; it goes with the next command.")},
  {"login.refused", Status::not_allowed, N_("Wrong address or password, or the account is not active"),
   N_("Check both; forgotten: myatlas reset-password.")},
  {"login.locked", Status::try_again, N_("Too many wrong passwords for {0}: locked for an hour"),
   N_("Try again in an hour, or reset the password.")},
  {"password.wrong", Status::not_allowed, N_("The current password is wrong"),
   N_("Forgotten: myatlas reset-password.")},
  {"password.short", Status::data, N_("The password is too short: at least {0} characters are expected"),
   N_("Choose a longer one.")},
  {"password.long", Status::data, N_("The password is too long: at most {0} characters are expected"),
   N_("Choose a shorter one: it is the portal's rule.")},
  {"password.upper", Status::data, N_("The password has no upper-case letter: one is expected"),
   N_("Add one, A to Z.")},
  {"password.lower", Status::data, N_("The password has no lower-case letter: one is expected"),
   N_("Add one, a to z.")},
  {"password.digit_or_special", Status::data, N_("The password has no digit and no special character: one of them is expected"),
   N_("Add a digit, or a sign such as ! or #.")},
  {"password.control", Status::data, N_("The password holds a control character: characters that can be typed are expected"),
   N_("Choose another one.")},
  {"password.file_open", Status::settings, N_("{0}: others may read this password file"),
   N_("Run: chmod 600 {0}")},
  {"session.required", Status::not_allowed, N_("Nobody is logged in"),
   N_("Run: myatlas login --email E")},
  {"session.expired", Status::not_allowed, N_("The session has ended"),
   N_("Run: myatlas login --email E")},
  {"session.other", Status::not_allowed, N_("{0} is not logged in"),
   N_("Run: myatlas login --email {0}")},
  {"session.file_open", Status::settings, N_("{0}: others may read this session file"),
   N_("Run: chmod 600 {0}, and log in again.")},
  {"profile.required", Status::not_allowed, N_("Your account lacks the profile {0}"),
   N_("Log in with an account that has it.")},
};

} // namespace

std::span<const Message> account_messages()
{
  return k_messages;
}

} // namespace myatlas::cli
