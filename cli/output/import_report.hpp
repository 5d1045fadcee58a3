#pragma once

#include "services/import/report.hpp"
#include "session.hpp"

namespace myatlas::cli {

// Says what an import did: the convention and the problems to a person, the whole report as the result; the exit status.
int show_report(Session& session, const services::ImportReport& report);

} // namespace myatlas::cli
