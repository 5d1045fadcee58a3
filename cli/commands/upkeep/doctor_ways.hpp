#pragma once

#include <vector>

#include "commands/upkeep/examination.hpp"

// What doctor looks at of the ways out of the machine: mails, certificates, the public register.
namespace myatlas::cli {

std::vector<Finding> check_letters(Patient& p);
Finding check_certificates(Patient& p); // those that servers are held to
Finding check_mail_server(Patient& p);
Finding check_company_register(Patient& p);

} // namespace myatlas::cli
