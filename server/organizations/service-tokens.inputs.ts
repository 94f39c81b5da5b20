import { ArrayMaxSize, IsOptional } from 'class-validator';
import { DisplayName, WholeNumber } from '../platform/input/fields.js';

export class CreateServiceTokenInput {
  @DisplayName() name!: string;
  @ArrayMaxSize(100, { message: 'At most 100 scopes.' }) scopes!: string[];
  @IsOptional() @WholeNumber(1, 365) expiresInDays?: number | null;
}
