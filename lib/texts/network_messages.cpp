// What is said of the network: mail, the company register, other services.
#include "texts/errors.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

namespace {

constexpr Message k_network_messages[] = {
  {"network.library", Status::settings, takes(Arg::text),
   N_("The library {0} is not installed: nothing can be sent or asked"),
   N_("Install the package libcurl4.")},
  {"network.url", Status::settings, takes(Arg::typed, Arg::text),
   N_("\"{0}\" is not an address that can be used: {1}HOST is expected, without a name or password "
      "in it"),
   N_("Correct it in the settings; see: myatlas config show --origin")},
  {"network.timeout", Status::try_again, takes(Arg::text), N_("{0} did not answer in time"),
   N_("Try again later.")},
  {"network.tls", Status::unavailable, takes(Arg::text, Arg::text),
   N_("{0} cannot be trusted, and nothing was sent to it: {1}"),
   N_("Check the name of the server; for a certificate of one's own, set ca_file.")},
  {"network.down", Status::unavailable, takes(Arg::text, Arg::text),
   N_("{0} cannot be reached: {1}"), N_("Check the network, and try again later.")},
  {"network.busy", Status::try_again, takes(Arg::text, Arg::text),
   N_("{0} does not serve requests at present (HTTP {1})"), N_("Try again later.")},
  {"network.too_large", Status::unavailable, takes(Arg::text, Arg::count),
   N_("{0} answered more than {1} bytes, which no answer of it has"),
   N_("Check its address: myatlas config show --origin")},
  {"register.answer", Status::unavailable, takes(Arg::text),
   N_("The public register answered something else than expected: {0}"),
   N_("Try again later; if it stays so, report it as a bug.")},
  {"register.key", Status::settings, takes(Arg::text),
   N_("{0} does not take the key, or the key has no subscription"),
   N_("Check insee_key_file in the settings.")},
  {"register.merged", Status::data, takes(Arg::text, Arg::text),
   N_("{0} was merged into another company: {1}"), N_("Give the SIRET it has today.")},
  {"register.resting", Status::try_again, takes(Arg::text, Arg::date),
   N_("{0} refused before and is left alone until {1}"), N_("Try again then.")},
  {"register.closed", Status::data, takes(Arg::text, Arg::date),
   N_("The establishment {0} closed on {1}, according to the public register"),
   N_("Give the SIRET that is active today.")},
  {"register.not_found", Status::data, takes(Arg::text),
   N_("The public register has no establishment {0}"),
   N_("Check the number; a new one may take some days.")},
  {"opco.refused", Status::data, takes(Arg::text), N_("The OPCO refused it: {0}"),
   N_("Correct what it names, and transmit again.")},
  {"opco.forbidden", Status::not_allowed, takes(Arg::text), N_("The OPCO does not allow it: {0}"),
   N_("Ask the OPCO what the CFA key may do.")},
  {"opco.login", Status::settings, takes(), N_("The OPCO does not take the client and its secret"),
   N_("See: myatlas configure-opco --help")},
  {"opco.answer", Status::unavailable, takes(Arg::text),
   N_("The OPCO answered something else than expected: {0}"),
   N_("Try again later; if it stays so, report it as a bug.")},
  {"opco.too_many_pages", Status::unavailable, takes(Arg::count),
   N_("The OPCO goes on after {0} pages of dossiers: nothing of them is taken over"),
   N_("Ask the OPCO why; check the address: myatlas configure-opco --help")},
  {"opco.too_many_bytes", Status::unavailable, takes(Arg::count),
   N_("The OPCO answers more than {0} bytes to one command: the rest is not read"),
   N_("Ask the OPCO why; check the address: myatlas configure-opco --help")},
  {"opco.unsupported", Status::unavailable, takes(Arg::text),
   N_("The OPCO does not have this service: {0}"), N_("Do it on its portal.")},
  {"opco.version", Status::data, takes(Arg::typed),
   N_("\"{0}\" is no version of the norm: 1 or 2 is expected"),
   N_("Ask the OPCO which it speaks.")},
  {"opco.unverified", Status::data, takes(Arg::text),
   N_("Whether invoice {0} arrived is not known, and the OPCO does not tell which invoices it has"),
   N_("Ask the OPCO. When it does not have it: --again")},
  {"opco.name_parts", Status::data, takes(Arg::typed),
   N_("Which word of \"{0}\" is the last name is not known: the OPCO wants it apart"),
   N_("Give --last-name.")},
  {"opco.not_configured", Status::settings, takes(Arg::typed),
   N_("There is no connection \"{0}\" to an OPCO"), N_("See: myatlas configure-opco --help")},
  {"opco.no_dossier", Status::data, takes(Arg::text, Arg::typed),
   N_("The contract of dossier {0} was not transmitted to \"{1}\""),
   N_("First: myatlas transmit-contract {0}")},
  {"opco.no_file", Status::data, takes(Arg::text, Arg::text),
   N_("{0} has no document that can go with it: {1}"),
   N_("Attach it first; see: myatlas attach-document --help")},
  {"opco.not_certified", Status::data, takes(),
   N_("It must be certified that both parties signed the convention and that it says what is "
      "transmitted"),
   N_("Check it, then give --certify.")},
  {"mail.header", Status::data, takes(Arg::text),
   N_("The mail {0} was not sent: its address or subject holds a character that ends a line"),
   N_("Correct the address of the account.")},
  {"mail.refused", Status::data, takes(Arg::text, Arg::text),
   N_("The mail {0} was refused for good: {1}"),
   N_("Check the address, which myatlas admin list-mail shows; then: myatlas admin send-mail "
      "--retry-failed")},
  {"mail.deferred", Status::try_again, takes(Arg::text, Arg::text),
   N_("The mail {0} was not taken yet: {1}. It stays in the outbox"),
   N_("Nothing need be done: it is tried again later.")},
  {"mail.outcome", Status::try_again, takes(Arg::text, Arg::text),
   N_("The mail {0} may have gone: {1} broke off. It is sent again under the same Message-ID"),
   N_("Nothing need be done: it is tried again later.")},
  {"mail.login", Status::settings, takes(Arg::text), N_("{0} does not take the name and password"),
   N_("Check mail_user and mail_password_file in the settings.")},
  {"mail.expired", Status::data, takes(Arg::text),
   N_("The mail {0} was not sent in time: the code in it is worth nothing any more"),
   N_("Ask for a new one: myatlas resend-activation, or myatlas reset-password.")},
  {"settings.mail_from", Status::settings, takes(Arg::typed),
   N_("mail_from is \"{0}\": an address is expected where mail_url is set"),
   N_("Set it in the settings, or in MYATLAS_MAIL_FROM.")},
};

} // namespace

std::span<const Message> network_messages()
{
  return k_network_messages;
}

} // namespace myatlas::texts
