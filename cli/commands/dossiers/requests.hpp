#pragma once

#include "command.hpp"
#include "operations/dossiers/requests.hpp"
#include "output/view.hpp"
#include "session.hpp"

namespace myatlas::cli {

void bind_dossier(CommandLine& line, operations::DossierName& o);

// A request as the result of a command that made or changed it.
View request_view(const formats::Json& document);

// What was decided about one; the mails that tell of it are sent.
Result<int> show_decided(Session& session, const operations::Answer& answer);

// What speaks against a dossier, every finding by its sentence; ends with 1 when one blocks.
Result<int> show_check(Session& session, const operations::Answer& answer);

// What people know a dossier by, in the table of a list.
std::vector<Field> label_fields();

} // namespace myatlas::cli
