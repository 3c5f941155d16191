"""Every address under /api/v1/ that the OpenAPI description tells of, whichever app it belongs to."""

from services.urls.api import urlpatterns as of_services
from surveys.urls.api import urlpatterns as of_surveys

urlpatterns = [*of_surveys, *of_services]
