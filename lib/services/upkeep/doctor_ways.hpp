#pragma once

#include "services/upkeep/examination.hpp"

// What doctor looks at of the ways out of the machine. None is gone unless somebody wants it.
namespace myatlas::services {

Finding check_certificates(const Examination& p); // those that servers are held to
Finding check_mail_server(const Examination& p);
Finding check_company_register(const Examination& p);

} // namespace myatlas::services
