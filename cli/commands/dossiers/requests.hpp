#pragma once

#include "output/view.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "session.hpp"

namespace myatlas::cli {

// A request as the result of a command that made or changed it.
View request_view(const domain::FundingRequest& request);

// What the OPCO decided about one, or why it could not; the mails that tell of it are sent.
util::Result<int> show_decided(Session& session,
                               const util::Result<domain::FundingRequest>& request);

// The same with what may speak against it, told as warnings and in the document.
util::Result<int> show_written(Session& session, const services::WrittenRequest& written);

inline const char* letter_of(domain::Severity severity)
{
  return severity == domain::Severity::blocks ? "E" : "W";
}

// What speaks against a dossier, or against one that has no number yet (null), every finding by its
// sentence; ends with 1 when one blocks.
util::Result<int> show_findings(Session& session, const formats::Json& number,
                                const std::vector<domain::Finding>& found);

// Sentences and codes of problems as a member of a document: [{"code","member","values"}].
formats::Json problems_json(const util::Errors& problems);

// The company that --company names; none where it was not given. company.unknown and the like, at
// "--company".
util::Result<std::optional<domain::Siren>> company_named(const services::Context& context,
                                                         const std::string& text);

// What people know a dossier by, in a row of a list and in its table: the company, the trainee, the
// company's own reference.
void put_label(formats::Json& row, const services::DossierLabel& label);
std::vector<Field> label_fields();

} // namespace myatlas::cli
