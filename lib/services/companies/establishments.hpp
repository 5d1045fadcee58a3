#pragma once

#include <string>
#include <vector>

#include "domain/companies/company.hpp"
#include "domain/companies/company_form.hpp"
#include "services/companies/sirene.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What became of one SIRET that was to be attached.
enum class Attachment
{
  added,
  already,
  unknown,  // not in the register
  invalid,  // not a SIRET
  withheld, // good, but nothing was written because of the others
};

const char* to_text(Attachment attachment);

struct AttachmentAnswer
{
  std::string siret; // as given when invalid
  Attachment attachment = Attachment::added;
};

struct AttachmentReport
{
  std::vector<AttachmentAnswer> answers;
  // siret.*, establishment.unknown, establishment.unproved, access.reader, register.*, network.*;
  // nothing was written when there are any
  Errors problems;
  std::vector<domain::Establishment> entered; // that the OPCO's register did not have
};

// Attaches establishments of the register to the acting account: all of them, or none when one is
// wrong. They are of companies it proved or was given to manage; `proof` proves one more, by its
// member code and payroll. Fails with session.required, profile.required, as prove_member does,
// access.reader (siret) for one it may only look at. With a look-up, each is asked for at the
// public register first: register.closed, register.not_found, network.* keep all from being
// written; one the OPCO's register does not have yet, of a company it knows, is entered there from
// that answer.
Result<AttachmentReport> attach_establishments(const Context& context,
                                               const std::vector<std::string>& sirets,
                                               const std::optional<domain::CompanyForm>& proof,
                                               SireneLookup* look_up);

struct Detachment
{
  domain::Siret siret;
  bool removed = false; // false: it was not attached
};

// Takes establishments off the acting account. Fails with siret.*, session.required.
Result<std::vector<Detachment>> detach_establishments(const Context& context,
                                                      const std::vector<std::string>& sirets);

// Those the acting account manages or was given to see; all there are for the host and an office.
Result<std::vector<domain::Establishment>> list_establishments(const Context& context);

} // namespace myatlas::services
