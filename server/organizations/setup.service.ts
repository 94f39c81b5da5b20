import { Injectable } from '@nestjs/common';

@Injectable()
export class SetupService {
  link(): Promise<string | null> {
    return Promise.resolve(null);
  }
}
