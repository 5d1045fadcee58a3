#pragma once

#include <vector>

#include "commands/upkeep/examination.hpp"

// What doctor looks at of the ways out of the machine: mails, certificates, the public register.
namespace myatlas::cli {

std::vector<Finding> check_letters(HostExamination& p);
Finding check_certificates(HostExamination& p); // those that servers are held to
Finding check_mail_server(HostExamination& p);
Finding check_company_register(HostExamination& p);

} // namespace myatlas::cli
