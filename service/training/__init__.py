"""The recipe that makes the models in `service/models`: `python -m service.training evidence|answerability`."""
