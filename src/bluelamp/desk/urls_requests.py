"""Addresses of requests for information and of rights."""

from django.urls import path

from bluelamp.desk.views import request_clock, request_places, requests

_ONE = "requests/<slug:quoted>/"

urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/closed/", requests.closed, name="requests_closed"),
    path("requests/new/information/", requests.new_information, name="new_information"),
    path("requests/new/right/", requests.new_right, name="new_right"),
    path(_ONE, requests.one, name="request"),
    path(f"{_ONE}questions/<int:number>/", requests.question, name="request_question"),
    path(f"{_ONE}answer/", requests.answer, name="request_answer"),
    path(f"{_ONE}letters/<int:letter>/", requests.letter, name="request_letter"),
    path(f"{_ONE}review/", requests.review, name="request_review"),
    path(f"{_ONE}clock/", request_clock.clock, name="request_clock"),
    path(f"{_ONE}clock/came/", request_clock.came, name="request_came"),
    path(f"{_ONE}clock/longer/", request_clock.longer, name="request_longer"),
    path(f"{_ONE}clock/proved/", request_clock.proved, name="request_proved"),
    path(f"{_ONE}end/", request_clock.end, name="end_request"),
    path(f"{_ONE}places/", request_places.places, name="request_places"),
    path(f"{_ONE}places/search/", request_places.search, name="search_places"),
    path(f"{_ONE}lift/", request_places.lift, name="lift_restrictions"),
    path(f"{_ONE}recipients/", request_places.recipients, name="request_recipients"),
    path(f"{_ONE}recipients/<int:place>/", request_places.answered, name="recipient_answered"),
]
