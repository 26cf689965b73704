"""What holds for every act, whatever the programme."""
